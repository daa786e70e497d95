package dev.molly.contract;

/// All of the contract.
interface WholeContract
    extends ListingContract,
        ReadingContract,
        DenialContract,
        DeleteContract,
        AccountContract,
        EvidenceContract,
        SwitchContract {}
