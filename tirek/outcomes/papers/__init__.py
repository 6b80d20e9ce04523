"""A frozen report as PDF, DOCX and XLSX. Each is made of the snapshot's content alone, and each time to the same bytes.

The content holds every word, number and picture that paper shows, and the moment it was frozen. Nothing here asks the
database, the clock or the catalogues of words.
"""
