from tirek.programmes.models.instrument import Instrument, InstrumentVersion
from tirek.programmes.models.pack import InstalledPack

__all__ = ["InstalledPack", "Instrument", "InstrumentVersion"]
