// SPDX-License-Identifier: Apache-2.0

/// One field of a vendor's format: where it stands, what it may be and what it says.
struct VendorField {
    let specification: FieldSpecification
    let roles: [FieldRole]
    let unit: TimeUnit

    /// A field that the vendor itself writes: a value of another kind fails the event.
    init(
        _ path: String,
        _ kinds: FieldSpecification.Kinds,
        _ roles: FieldRole...,
        unit: TimeUnit = .text
    ) {
        specification = FieldSpecification(path, kinds)
        self.roles = roles
        self.unit = unit
    }

    init(_ specification: FieldSpecification, roles: [FieldRole], unit: TimeUnit) {
        self.specification = specification
        self.roles = roles
        self.unit = unit
    }

    private init(lenient path: String, _ kinds: FieldSpecification.Kinds, _ roles: [FieldRole]) {
        specification = FieldSpecification(path, kinds, isLenient: true)
        self.roles = roles
        unit = .text
    }

    /// A field that the customer's code fills: a value of another kind counts as absent.
    static func free(
        _ path: String,
        _ kinds: FieldSpecification.Kinds,
        _ roles: FieldRole...
    ) -> VendorField {
        VendorField(lenient: path, kinds, roles)
    }

    /// Such fields, all below one.
    static func free(
        in path: String,
        _ kinds: FieldSpecification.Kinds,
        _ fields: [(name: String, role: FieldRole)]
    ) -> [VendorField] {
        fields.map { VendorField(lenient: "\(path).\($0.name)", kinds, [$0.role]) }
    }
}
