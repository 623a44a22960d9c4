package com.aegispay.testkit.rooms.back;

/** Sees nothing. */
public record Back(String name) {}
