"""How the house is put together: settings, addresses, the servers and the `myelin` command."""
