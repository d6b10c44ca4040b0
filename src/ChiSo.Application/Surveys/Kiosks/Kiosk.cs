using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Kiosks;

/// <summary>A machine at a one-stop desk on which anybody answers about one unit ("máy khảo sát tại bộ phận một cửa"). Nothing of it stands with an answer but that it came from some machine.</summary>
public sealed class Kiosk
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>The unit people are asked about on it.</summary>
    public required string Unit { get; init; }

    /// <summary>Where it stands, for those who look after it.</summary>
    public required string Place { get; init; }

    /// <summary>One-way: the key in its address stands nowhere.</summary>
    public required string KeyHash { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime OpenedAt { get; init; }

    /// <summary>UTC; <c>null</c> while it takes answers.</summary>
    public DateTime? ClosedAt { get; private set; }

    public void Close(DateTime at) => ClosedAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<Kiosk>
    {
        public void Configure(EntityTypeBuilder<Kiosk> builder)
        {
            builder.ToTable("survey_kiosks");
            builder.HasIndex(kiosk => kiosk.KeyHash).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(kiosk => kiosk.SurveyId);
        }
    }
}

/// <summary>The table of machines at desks.</summary>
public static class KioskTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Kiosk> SurveyKiosks => context.Set<Kiosk>();
    }
}
