from tirek.directory.models.region import Region

__all__ = ["Region"]
