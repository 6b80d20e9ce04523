"""The profession: who practises, by which standards, under whose supervision, what they learn, what was recommended.

Nothing here knows a client. A case that is brought to supervision is written down on the floor above, behind the
doors of the case.
"""
