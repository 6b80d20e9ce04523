from tirek.programmes.models.pack import InstalledPack

__all__ = ["InstalledPack"]
