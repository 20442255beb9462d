"""What a person sees and types: the text gate, keys, views and the study screen."""
