"""What people and programs see: tables and JSON; reads only."""
