"""What a report says, as blocks; how it looks on paper is the exports' business."""
