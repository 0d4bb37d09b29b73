/** The models and forms as data: the rules of modelling, the layout, and whether the engine takes them. */
package org.redshield.bridge.model;
