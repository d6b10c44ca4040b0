using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Takes paper forms that two people keyed alike, each form once.</summary>
public sealed class PaperIntake(AnswerStore store, TimeProvider clock)
{
    /// <summary>Stores what was agreed on, unless a form breaks the questionnaire: then every such place is told and nothing is stored.</summary>
    /// <returns>How many were stored now; forms entered before are passed over.</returns>
    public async Task<Result<int>> TakeAsync(LiveSurvey survey, ImmutableArray<KeyedForm> forms, CancellationToken cancel)
    {
        if (survey.IsClosed)
            return SurveyProblems.Closed(survey.Code);
        var today = VietnamTime.Today(clock);
        var fillings = forms.Select(form => (Form: form, Filling: new Filling(survey.Form, RepeatTurns.With(survey.Form, form.Values), today))).ToList();
        var problems = fillings.SelectMany(pair => Faults(survey, pair.Form, pair.Filling)).ToImmutableArray();
        if (!problems.IsEmpty)
            return problems;

        var stored = await Task.WhenAll(fillings.Select(pair => store.AddAsync(new(survey.Code, LinkKey.OfPaper(survey.Code, pair.Form.Number),
            [new Answer(pair.Form.Unit, pair.Form.Stratum, AnswerMode.Paper, survey.Form.DefaultLanguage, survey.Declaration.Consent.Version, FillingChecks.Kept(pair.Filling))], today), cancel)));
        return stored.Contains(Handing.Closed) ? SurveyProblems.Closed(survey.Code) : stored.Count(handing => handing == Handing.Stored);
    }

    private static IEnumerable<Problem> Faults(LiveSurvey survey, KeyedForm form, Filling filling)
    {
        var faults = FillingChecks.Faults(filling).Select(fault => fault.Problem with { Where = $"{form.Where}: {fault.Key}" });
        var extra = form.Values.Keys.Except(filling.Asked().Select(asked => new AnswerKey(asked.Question.Name, asked.Turn).ToString())).Select(key => SurveyProblems.NotAsked($"{form.Where}: {key}"));
        return survey.Declaration.MayRate(form.Stratum, form.Unit) ? faults.Concat(extra) : faults.Concat(extra).Append(SurveyProblems.NoUnit(form.Where, form.Unit));
    }
}
