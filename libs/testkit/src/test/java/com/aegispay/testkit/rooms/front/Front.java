package com.aegispay.testkit.rooms.front;

import com.aegispay.testkit.rooms.back.Back;

/** Sees the back. */
public record Front(Back back) {}
