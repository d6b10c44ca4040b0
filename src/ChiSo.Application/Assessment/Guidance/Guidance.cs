using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>What stands beside a criterion for those who score ("hướng dẫn chấm điểm"): one version, added, never changed; the last one counts. It belongs to a round and is no part of the criteria set.</summary>
public sealed class Guidance
{
    /// <summary>Code of the round: what is written before a round opens outlives another import of it.</summary>
    public required string Round { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>How the line is scored.</summary>
    public required string Guide { get; init; }

    /// <summary>Evidence that was accepted in earlier years, as examples.</summary>
    public required string Accepted { get; init; }

    /// <summary>Evidence that was refused, and why.</summary>
    public required string Refused { get; init; }

    public required string ContactName { get; init; }

    public required string ContactPhone { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public GuidanceText Text => new(Guide, Accepted, Refused, ContactName, ContactPhone);

    private sealed class Mapping : IEntityTypeConfiguration<Guidance>
    {
        public void Configure(EntityTypeBuilder<Guidance> builder)
        {
            builder.ToTable("guidance");
            builder.Ignore(row => row.Text);
            builder.HasKey(row => new { row.Round, row.Criterion, row.Version });
        }
    }
}

/// <summary>The texts of a guidance; any may be empty.</summary>
public sealed record GuidanceText(string Guide, string Accepted, string Refused, string ContactName, string ContactPhone)
{
    public static GuidanceText None { get; } = new("", "", "", "", "");

    public bool IsEmpty => this == None;

    public GuidanceText Tidy() => new(Tidy(Guide), Tidy(Accepted), Tidy(Refused), Tidy(ContactName), Tidy(ContactPhone));

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim().Normalize();
}

/// <summary>The tables of guidance.</summary>
public static class GuidanceTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Guidance> Guidance => context.Set<Guidance>();

        public DbSet<CriterionQuestion> CriterionQuestions => context.Set<CriterionQuestion>();
    }
}
