"""What is done to a picture that may leave already: background, size, badge."""
