package com.aegispay.testkit.rooms;

import com.aegispay.testkit.rooms.back.Back;

/** The package above the rooms: sees them, and is not seen. */
public record House(Back back) {}
