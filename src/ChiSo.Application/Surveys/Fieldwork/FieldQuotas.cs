using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>How far an area is from its quotas. Nothing is ever turned away for one: a probability sample that stops asking some people is none any more.</summary>
public sealed class FieldQuotas(AnswerStore store)
{
    /// <summary>Every quota of the area with how many came here when it was told last: whoever handed in a file knows what it adds.</summary>
    public async Task<ImmutableArray<QuotaCount>> CountAsync(FieldPlace place, CancellationToken cancel)
    {
        var quotas = FieldQuota.Of(place.Area, place.Survey.Form);
        if (quotas.IsEmpty)
            return [];
        var step = place.Survey.Declaration.MinimumCell;
        var groups = (await store.GroupsAsync(place.Survey.Code, cancel)).Where(group => place.Holds(group.Unit, group.Stratum)).ToImmutableArray();
        var told = await store.Told.TellAsync(place.Survey.Code, place.Area.Code, groups.Sum(group => group.Own), step, () => Count(place, groups, step), cancel);
        return [.. quotas.Select(quota => new QuotaCount(quota, told.GetValueOrDefault(NameOf(quota.Question, quota.Choice)), step))];
    }

    /// <summary>All that quotas may ask for, so that another quota needs no other count.</summary>
    private ImmutableSortedDictionary<string, int> Count(FieldPlace place, ImmutableArray<AnswerGroup> groups, int step)
    {
        var (form, counts) = (place.Survey.Form, new SortedDictionary<string, int>(StringComparer.Ordinal));
        var categories = form.Questions().Where(question => FieldQuota.IsCategory(form, question)).Select(question => question.Name).ToList();
        foreach (var answer in groups.SelectMany(group => store.Of(place.Survey.Code, group.Unit, group.Stratum)).Where(answer => answer.Mode != AnswerMode.Imported))
        {
            foreach (var name in categories.Where(answer.Values.ContainsKey).Select(question => NameOf(question, answer.Values[question])))
                counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts.ToImmutableSortedDictionary(count => count.Key, count => count.Value / step * step, StringComparer.Ordinal);
    }

    private static string NameOf(string question, string choice) => $"{question} {choice}"; // neither name has a space
}

/// <summary>A count that is told in whole steps of the smallest group, and anew only once as many more answers have come: whoever watches it can't tell what somebody answered who just came, and no small group comes out by subtraction.</summary>
/// <param name="AtLeast">So many had come when it was told, or up to a step more.</param>
public sealed record QuotaCount(FieldQuota Quota, int AtLeast, int Step)
{
    /// <summary>Whether as many came as were wanted, as far as can be told.</summary>
    public bool IsReached => AtLeast >= Quota.Wanted;
}
