"""How does a release look in a browser? Pages made on the server; scripts only move what is there already."""
