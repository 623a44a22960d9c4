@NullMarked
package com.aegispay.simulation;

import org.jspecify.annotations.NullMarked;
