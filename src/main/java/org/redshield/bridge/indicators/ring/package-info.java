/** 团伙识别: who orders together again and again: dense blocks of buyers and shops, or of buyers and receivers. Plain Java over arrays of numbers. */
package org.redshield.bridge.indicators.ring;
