/** The bench's own tests. */
@NullMarked
package com.aegispay.lab.bench;

import org.jspecify.annotations.NullMarked;
