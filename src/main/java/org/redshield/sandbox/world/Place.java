package org.redshield.sandbox.world;

/** Where something is: real divisions, an invented street. */
public record Place(String province, String city, String district, String town, String street) {

    /** As it is written on a licence or a parcel; a municipality is not named twice. */
    public String full() {
        return (province.equals(city) ? city : province + city) + district + town + street;
    }
}
