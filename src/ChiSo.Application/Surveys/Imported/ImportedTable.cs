using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>Figures of a survey run elsewhere ("bảng nhập từ nơi khác"). Nothing here was computed from answers: it is neither an own survey, nor the national SIPAS, nor the satisfaction on the portal, and is never shown under their names.</summary>
/// <param name="Code">In addresses; no survey has the same.</param>
/// <param name="By">Who ran the survey.</param>
/// <param name="Source">The document the figures stand in.</param>
/// <param name="On">The last day the figures are about.</param>
/// <param name="Figures">By unit and factor; at least one.</param>
public sealed record ImportedTable(string Code, string By, string Source, DateOnly On, ImmutableArray<ImportedFigure> Figures)
{
    /// <summary>SHA-256 of all but the code.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { By, Source, On, Figures }, JsonSerializerOptions.Web)));

    /// <summary>What stands with every figure.</summary>
    public Words Label => Figures.Any(figure => figure.StandardError is null)
        ? new("Nhập từ bảng, sai số không rõ", "Imported, error unknown")
        : new("Nhập từ bảng, sai số theo nguồn", "Imported, error as its source says");

    /// <summary>Factors in the order they come.</summary>
    public IEnumerable<string> Factors => Figures.Select(figure => figure.Factor).Distinct(StringComparer.Ordinal);

    /// <summary>Units in the order they come, with their names.</summary>
    public IEnumerable<(string Code, string Name)> Units => Figures.DistinctBy(figure => figure.Unit, StringComparer.Ordinal).Select(figure => (figure.Unit, figure.Name));
}

/// <param name="Name">Of the unit; its code where the table has none.</param>
/// <param name="Factor">Or <see cref="Whole"/>.</param>
/// <param name="Value">0 to 100.</param>
/// <param name="Forms">Valid forms behind it, 1 or more; <c>null</c> where the source doesn't say.</param>
/// <param name="StandardError">In points of the index; <c>null</c> where the source doesn't say: unknown, not zero.</param>
public sealed record ImportedFigure(string Unit, string Name, string Factor, decimal Value, int? Forms, decimal? StandardError)
{
    /// <summary>The code of the whole index.</summary>
    public const string Whole = "index";
}

/// <summary>An imported table as it is kept: it never changes.</summary>
public sealed class StoredImport
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    public required string By { get; init; }

    public required string Source { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>As JSON.</summary>
    public required string Figures { get; init; }

    public required string ContentHash { get; init; }

    public required DateTime ImportedAt { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<StoredImport>
    {
        public void Configure(EntityTypeBuilder<StoredImport> builder)
        {
            builder.ToTable("survey_imports");
            builder.HasIndex(table => table.Code).IsUnique();
        }
    }
}

/// <summary>The table of imported tables.</summary>
public static class ImportRows
{
    extension(ChiSoContext context)
    {
        public DbSet<StoredImport> SurveyImports => context.Set<StoredImport>();
    }
}
