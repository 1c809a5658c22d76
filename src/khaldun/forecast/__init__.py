"""What may come: draws of the deaths of coming months, scored on the past before they are shown."""
