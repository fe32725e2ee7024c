"""What an audit asks: templates, scales, rules language, and the reader of template files."""
