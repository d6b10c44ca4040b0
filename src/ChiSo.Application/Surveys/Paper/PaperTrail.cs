using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>Acts on paper forms lie with the answers, their links in the trail with the records. The act is stored with what its link will say, which goes as soon as the link is there: however the program ends, every act gets its link, and one alone.</summary>
internal sealed class PaperTrail(ChiSoDatabase database, AnswerStore store)
{
    /// <summary>Whether an act may lack its link.</summary>
    public static bool IsCutOff(ImmutableArray<PaperAct> acts) => acts.Any(act => act.Untold is not null);

    /// <summary>Writes an act and its link.</summary>
    /// <param name="payload">What the link tells; asked for once the act is decided on.</param>
    /// <returns>Whether anything was written.</returns>
    public async Task<Result<bool>> WriteAsync(string survey, string form, DateOnly day, Change change, Func<ImmutableArray<PaperAct>, bool, Result<PaperStep?>> decide, string act, Func<object> payload)
    {
        var written = await database.WriteAsync<Result<PaperAct?>>(
            async context =>
            {
                var chain = await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), CancellationToken.None);
                if (await context.Surveys.AnyAsync(one => one.Code == survey && one.ClosedAt != null))
                    return SurveyProblems.Closed(survey); // while the form was on its way
                Result<PaperStep?> Decide(ImmutableArray<PaperAct> acts, bool isEntered)
                {
                    var decided = decide(acts, isEntered);
                    if (!decided.TryGet(out var step) || step is null)
                        return decided;
                    var untold = new UntoldLink(chain.Count + 1, change.Mandate, Trail.InstantOf(change), change.Reason, act, Trail.PayloadOf(payload()));
                    return step with { Act = step.Act with { Untold = untold } };
                }

                var stored = await store.Keyings.WriteAsync(survey, form, day, Decide);
                if (stored.TryGet(out var added) && added is { Untold: { } link })
                    await TellAsync(context, survey, added.Person, link); // what is written is written
                return stored;
            }, CancellationToken.None);
        if (!written.TryGet(out var told))
            return written.Problems;
        if (told is not null)
            await store.Keyings.KeepAsync(survey, form, told with { Untold = null });
        return told is not null;
    }

    /// <summary>Writes the links that were cut off. They stand in nobody's request.</summary>
    public async Task MendAsync(string survey)
    {
        Origin.Enter(null);
        var mended = await database.WriteAsync(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), CancellationToken.None); // from here on nobody writes: what lacks its link now was cut off
                var cut = (await store.Keyings.ReadAsync(survey, CancellationToken.None)).SelectMany(form => form.Value.Where(act => act.Untold is not null).Select(act => (Form: form.Key, Act: act))).ToList();
                foreach (var (form, act, link) in cut.Select(one => (one.Form, one.Act, one.Act.Untold!)).OrderBy(one => one.Item3.Sequence)) // asked just above
                {
                    if (!await IsToldAsync(context, survey, act.Person, link))
                        await PlaceAsync(context, survey, form, act, link);
                }

                return cut;
            }, CancellationToken.None);
        foreach (var (form, act) in mended)
            await store.Keyings.KeepAsync(survey, form, act with { Untold = null });
    }

    /// <summary>Writes a link whose place another has by now. Its new place is kept first: whoever mends next, before it is taken off the form, finds it there.</summary>
    private async Task PlaceAsync(ChiSoContext context, string survey, string form, PaperAct act, UntoldLink link)
    {
        var chain = await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), CancellationToken.None);
        var placed = link with { Sequence = chain.Count + 1 };
        await store.Keyings.KeepAsync(survey, form, act with { Untold = placed });
        await TellAsync(context, survey, act.Person, placed);
    }

    private static Task<bool> IsToldAsync(ChiSoContext context, string survey, Guid by, UntoldLink link)
    {
        var chain = SurveyDesk.ChainOf(survey);
        return context.AuditLinks.AnyAsync(one => one.Chain == chain && one.Sequence == link.Sequence && one.By == by && one.Act == link.Act && one.At == link.At);
    }

    private static Task<string> TellAsync(ChiSoContext context, string survey, Guid by, UntoldLink link) =>
        Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), new(by, link.Mandate, link.At, link.Reason), link.Act, survey, link.Payload, CancellationToken.None);
}
