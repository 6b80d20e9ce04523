"""What goes wrong with the server, said for the person who installs it."""


class ServerTrouble(Exception):
    """The embedded server cannot do what was asked; the message says what to do."""
