"""What whole-site tests stand on: tools, a loopback server, crawlers, a browser, and counties to build."""
