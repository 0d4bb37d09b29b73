/** The three offices whose powers are kept apart, and who was given one by whom. */
package org.redshield.bridge.access.office;
