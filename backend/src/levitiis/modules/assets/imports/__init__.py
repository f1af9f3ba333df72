"""Reading other people's spreadsheets of assets: what the columns mean, what the cells say.

Pure: no database, no web. ``proposal.propose`` → ``mapping.Mapping`` → ``check.check_file``.
"""
