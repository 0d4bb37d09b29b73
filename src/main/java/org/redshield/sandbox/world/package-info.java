/**
 * The generated world. A thing is a pure function of the seed and its own number, so nothing is stored: an order is
 * made when somebody asks for it, and is the same tomorrow. Plain Java.
 */
package org.redshield.sandbox.world;
