/** 三员分立: the three offices whose powers are kept apart, who was given one by whom, and what else of accounts takes two persons. */
package org.redshield.bridge.access.separation;
