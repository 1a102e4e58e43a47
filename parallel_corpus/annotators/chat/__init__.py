"""Annotators behind a chat endpoint of OpenAI's form, hosted or on this machine."""
