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
        var problems = fillings.SelectMany(pair => pair.Form.Faults(survey, pair.Filling)).ToImmutableArray();
        if (!problems.IsEmpty)
            return problems;

        var stored = await Task.WhenAll(fillings.Select(pair => store.AddAsync(new(survey.Code, LinkKey.OfPaper(survey.Code, pair.Form.Number),
            [new Answer(pair.Form.Unit, pair.Form.Stratum, AnswerMode.Paper, survey.Form.DefaultLanguage, survey.Declaration.Consent.Version, FillingChecks.Kept(pair.Filling))], today), cancel)));
        return stored.Contains(Handing.Closed) ? SurveyProblems.Closed(survey.Code) : stored.Count(handing => handing == Handing.Stored);
    }
}
