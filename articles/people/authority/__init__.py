"""What editors decide about persons: each decision an operation that notes what it moved and can be taken back."""
