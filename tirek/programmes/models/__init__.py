from tirek.programmes.models.instrument import Instrument, InstrumentVersion
from tirek.programmes.models.pack import InstalledPack
from tirek.programmes.models.use import InstrumentUse

__all__ = ["InstalledPack", "Instrument", "InstrumentUse", "InstrumentVersion"]
