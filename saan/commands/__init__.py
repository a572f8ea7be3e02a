"""The subcommands of `saan`, a module each: a docstring whose first line is its help, `add_arguments(parser)`, `run(args)`.

A module is imported only when its command is called, so that `saan link` needs neither Django nor a database. Its name
is the command's, without a closing underscore: `import_.py` is `saan import`.
"""
