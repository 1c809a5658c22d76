"""In which order do the steps run? The only room that joins them to the store."""
