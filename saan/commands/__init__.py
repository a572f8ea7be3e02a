"""The subcommands of `saan`, a module each: `add_arguments(parser)`, `run(args)`, a docstring that is its help.

A module is imported only when its command is called, so that `saan link` needs neither Django nor a database. Its name
is the command's, without a closing underscore: `import_.py` is `saan import`.
"""
