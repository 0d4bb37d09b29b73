/** The forms, steps and variables that the processes of all cooperations share. */
package org.redshield.bridge.casework.process;
