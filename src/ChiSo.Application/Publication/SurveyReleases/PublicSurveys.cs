using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication.SurveyReleases;

/// <summary>A version the public reads.</summary>
/// <param name="At">When it was released (UTC).</param>
public sealed record PublicSurvey(FrozenSurvey Content, string Hash, DateTime At);

/// <summary>Released results of surveys: all the public reads of surveys.</summary>
public sealed class PublicSurveys(ChiSoDatabase database)
{
    /// <summary>The newest version of each survey, the latest released first; one whose bytes were changed is left out, and its own page fails.</summary>
    public async Task<ImmutableArray<PublicSurvey>> NewestAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var released = context.SurveyReleases.AsNoTracking().Where(one => one.Released != null);
        var rows = await released.Where(one => !released.Any(later => later.SurveyId == one.SurveyId && later.Released > one.Released)).OrderByDescending(one => one.DecidedAt).ThenBy(one => one.Code).ToListAsync(cancel);
        return [.. rows.Where(IsWhole).Select(Of)];
    }

    /// <summary>Every version of a survey, the newest first; empty when nothing of it is released.</summary>
    /// <exception cref="InvalidDataException">What is stored was changed after it was frozen.</exception>
    public async Task<ImmutableArray<PublicSurvey>> FindAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.SurveyReleases.AsNoTracking().Where(one => one.Code == code && one.Released != null).OrderByDescending(one => one.Released).ToListAsync(cancel);
        return [.. rows.Select(Of)];
    }

    /// <summary>The figures of the newest version with their errors, by unit and code: they stay when the answers are deleted. Empty when nothing is released, it was released without errors, or its bytes were changed.</summary>
    public async Task<ImmutableDictionary<(string Unit, string Code), Estimate>> FiguresAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        var newest = await context.SurveyReleases.AsNoTracking().Where(one => one.Code == code && one.Released != null).OrderByDescending(one => one.Released).FirstOrDefaultAsync(cancel);
        return newest is not null && IsWhole(newest) ? FiguresOf(SurveyReleasing.Read(newest)) : [];
    }

    private static ImmutableDictionary<(string Unit, string Code), Estimate> FiguresOf(FrozenSurvey content) => content.Blocks.SelectMany(block => block.Units).SelectMany(unit => unit.Figures.Select(figure => (unit.Code, Figure: figure)))
        .Where(one => one.Figure is { Value: not null, StandardError: not null, DegreesOfFreedom: not null })
        .ToImmutableDictionary(one => (one.Code, one.Figure.Code), one => EstimateOf(one.Figure));

    private static Estimate EstimateOf(ReleasedFigure figure)
    {
        var error = (double)(figure.StandardError ?? 0); // those without one are left out before
        return new(figure.Code, (double)(figure.Value ?? 0), error * error, figure.DegreesOfFreedom ?? 0, figure.Answers, Missing: 0); // likewise
    }

    /// <summary>Released versions whose bytes are no longer those that were released.</summary>
    internal async Task<ImmutableArray<string>> ChangedAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var changed = ImmutableArray.CreateBuilder<string>();
        await foreach (var row in context.SurveyReleases.AsNoTracking().Where(one => one.Released != null).OrderBy(one => one.Code).ThenBy(one => one.Released).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!IsWhole(row))
                changed.Add($"{row.Code} / {row.Released}");
        }

        return changed.ToImmutable();
    }

    private static PublicSurvey Of(SurveyRelease row) => new(SurveyReleasing.Read(row), row.Hash, row.DecidedAt ?? row.ProposedAt); // what is released was decided on

    private static bool IsWhole(SurveyRelease row)
    {
        try
        {
            return SurveyReleasing.Read(row).Version == row.Released;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
