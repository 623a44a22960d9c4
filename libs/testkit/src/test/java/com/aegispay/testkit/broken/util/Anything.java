package com.aegispay.testkit.broken.util;

/** Breaks the rule of packages. */
class Anything {}
