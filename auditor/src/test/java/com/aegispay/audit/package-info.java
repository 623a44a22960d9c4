@NullMarked
package com.aegispay.audit;

import org.jspecify.annotations.NullMarked;
