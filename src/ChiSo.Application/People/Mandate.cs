using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.People;

/// <summary>The right of a person to act in a role for a unit between two instants: granted and ended, never changed.</summary>
public sealed class Mandate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AccountId { get; init; }

    public required Role Role { get; init; }

    /// <summary>Code of the unit or agency acted for; empty for the roles that belong to no unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the survey acted in; empty for roles outside of fieldwork.</summary>
    public string Survey { get; init; } = "";

    /// <summary>Code of the area of that survey's fieldwork; empty as above.</summary>
    public string Area { get; init; } = "";

    /// <summary>Whom the person stands in for; <c>null</c> when in their own right.</summary>
    public Guid? ActingFor { get; init; }

    /// <summary>The mandate whose open work came over with it in a handover; <c>null</c> when none did.</summary>
    public Guid? TakesOver { get; init; }

    /// <summary>Why: the decision or letter that gives the right.</summary>
    public required string Ground { get; init; }

    /// <summary>What the provider of single sign-on said of the person that gives this right; <c>null</c> when somebody granted it.</summary>
    public string? Claim { get; init; }

    /// <summary>Empty when the right follows from <see cref="Claim"/>.</summary>
    public required Guid GrantedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive; <c>null</c> while nobody has set an end.</summary>
    public DateTime? Until { get; private set; }

    public bool HoldsAt(DateTime instant) => From <= instant && (Until is null || instant < Until);

    /// <summary>Sets the end: from then on it gives no right. An earlier end stays.</summary>
    public void End(DateTime at) => Until = Until is { } set && set < at ? set : at;

    private sealed class Mapping : IEntityTypeConfiguration<Mandate>
    {
        public void Configure(EntityTypeBuilder<Mandate> builder)
        {
            builder.ToTable("mandates");
            builder.Property(mandate => mandate.Role).HasConversion<string>();
            builder.HasIndex(mandate => mandate.AccountId);
            builder.HasOne<Account>().WithMany().HasForeignKey(mandate => mandate.AccountId);
        }
    }
}
