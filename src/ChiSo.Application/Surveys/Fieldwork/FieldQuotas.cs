using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>How far an area is from its quotas. Nothing is ever turned away for one: a probability sample that stops asking some people is none any more.</summary>
public sealed class FieldQuotas(AnswerStore store)
{
    private const int MostAreas = 1_000;

    private readonly ComputedOnce<ImmutableArray<QuotaCount>> kept = new(MostAreas, _ => 1);

    /// <summary>Every quota of the area with how many came.</summary>
    public async Task<ImmutableArray<QuotaCount>> CountAsync(FieldPlace place, CancellationToken cancel)
    {
        var quotas = FieldQuota.Of(place.Area, place.Survey.Form);
        if (quotas.IsEmpty)
            return [];
        var version = await store.VersionAsync(place.Survey.Code, cancel);
        var basis = string.Create(CultureInfo.InvariantCulture, $"{version}/{place.Area.Version}");
        return await kept.GetAsync($"{place.Area.Id}", basis, () => CountAsync(place, quotas), cancel);
    }

    private async Task<ImmutableArray<QuotaCount>> CountAsync(FieldPlace place, ImmutableArray<FieldQuota> quotas)
    {
        var counts = quotas.Select(_ => 0).ToArray();
        foreach (var group in (await store.GroupsAsync(place.Survey.Code, CancellationToken.None)).Where(group => place.Holds(group.Unit, group.Stratum)))
        {
            foreach (var answer in store.Of(place.Survey.Code, group.Unit, group.Stratum))
            {
                for (var at = 0; at < counts.Length; at++)
                    counts[at] += answer.Values.GetValueOrDefault(quotas[at].Question) == quotas[at].Choice ? 1 : 0;
            }
        }

        var step = place.Survey.Declaration.MinimumCell;
        return [.. quotas.Zip(counts, (quota, count) => new QuotaCount(quota, count / step * step, step))];
    }
}

/// <summary>A count that is told in whole steps of the smallest group: whoever watches it can't tell what somebody answered who just came, and no small group comes out by subtraction.</summary>
/// <param name="AtLeast">So many came, or up to a step more.</param>
public sealed record QuotaCount(FieldQuota Quota, int AtLeast, int Step)
{
    /// <summary>Whether as many came as were wanted, as far as can be told.</summary>
    public bool IsReached => AtLeast >= Quota.Wanted;
}
