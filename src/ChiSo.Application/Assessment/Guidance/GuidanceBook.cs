using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>Guidance and answered questions of a round, as they stand beside the lines of a sheet.</summary>
public sealed class GuidanceBook(ChiSoDatabase database)
{
    /// <param name="lines">The criteria wanted.</param>
    public async Task<ImmutableDictionary<CriterionCode, LineGuidance>> OfAsync(string round, IReadOnlyCollection<CriterionCode> lines, CancellationToken cancel)
    {
        await using var context = database.Open();
        var texts = await context.Guidance.AsNoTracking().Where(row => row.Round == round && lines.Contains(row.Criterion)).ToListAsync(cancel);
        var answered = await context.CriterionQuestions.Where(row => row.Round == round && row.AnsweredAt != null && lines.Contains(row.Criterion)).GroupBy(row => row.Criterion).Select(same => new { same.Key, Count = same.Count() }).ToListAsync(cancel);
        var newest = texts.GroupBy(row => row.Criterion).ToDictionary(line => line.Key, line => line.MaxBy(row => row.Version));
        return newest.Keys.Union(answered.Select(one => one.Key)).ToImmutableDictionary(line => line, line => new LineGuidance(newest.GetValueOrDefault(line)?.Text ?? GuidanceText.None, answered.Find(one => one.Key == line)?.Count ?? 0));
    }
}

/// <summary>What helps with one line.</summary>
/// <param name="Answers">How many answered questions of units there are.</param>
public sealed record LineGuidance(GuidanceText Text, int Answers)
{
    public static LineGuidance None { get; } = new(GuidanceText.None, 0);
}
