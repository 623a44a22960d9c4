package com.aegispay.testkit.broken;

/** Breaks the rule of constructors. */
class Greedy {
  final int sum;

  Greedy(int a, int b, int c, int d, int e, int f, int g, int h) {
    sum = a + b + c + d + e + f + g + h;
  }
}
