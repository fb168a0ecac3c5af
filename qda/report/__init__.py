"""The study's account of itself: the methods chapter with its appendices, and the audit folder."""
