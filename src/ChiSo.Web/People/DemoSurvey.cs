using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.People;

/// <summary>The illustrative survey of demo mode about every unit of the trial round: people invited, most have answered, days left.</summary>
internal static class DemoSurvey
{
    /// <summary>Days of collecting behind and ahead.</summary>
    private const int Days = 20;

    /// <summary>Of a hundred invited so few did not answer, and so few more.</summary>
    private const int FewestSilent = 12;
    private const int MostSilent = 38;

    public static string CodeOf(string period) => $"hai-long-{period}";

    /// <summary>Makes it for the open illustrative round, unless it is there. A second start changes nothing.</summary>
    public static async Task MakeAsync(Installation installation, CancellationToken cancel)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "demo");
        foreach (var live in (await installation.Live.ListAsync(cancel)).Where(round => round.Illustrative))
        {
            if (await installation.Surveys.FindAsync(CodeOf(live.Period), cancel) is not null || await installation.Rounds.LoadAsync(live.Code, cancel) is not { } round || IllustrativeSurvey.Of(round) is not { } made)
                continue;
            var today = VietnamTime.Today(TimeProvider.System);
            var survey = Must(await installation.Surveys.OpenAsync(made.Declare(CodeOf(live.Period), today.AddDays(-Days), today.AddDays(Days)), change, cancel));
            await AnswerAsync(installation, survey, made, change, cancel);
        }
    }

    private static async Task AnswerAsync(Installation installation, LiveSurvey survey, IllustrativeSurvey made, Change change, CancellationToken cancel)
    {
        var today = VietnamTime.Today(TimeProvider.System);
        var answers = made.Answers().GroupBy(answer => answer.Unit, StringComparer.Ordinal).Select((unit, at) => (Unit: unit.Key, Values: unit.Select(one => one.Values).ToArray(), Silent: FewestSilent + (at * 7 % (MostSilent - FewestSilent)))).ToArray();
        var invited = answers.SelectMany((unit, at) => Enumerable.Range(1, unit.Values.Length * 100 / (100 - unit.Silent)).Select(number => new Invitee($"{unit.Unit}-{number}", unit.Unit, "", "") { Whereabouts = at < DemoFieldwork.Units ? MadeUp(number) : null })).ToArray();
        var keys = Must(await installation.Surveys.InviteAsync(survey.Code, invited, change, cancel)).ToLookup(link => link.To.Unit, link => link.Key);
        await Task.WhenAll(answers.SelectMany(unit => unit.Values.Zip(keys[unit.Unit], (values, key) =>
            installation.Intake.TakeAsync(survey, key, "", new Filling(survey.Form, values, today), AnswerMode.Link, survey.Form.DefaultLanguage, cancel))));
    }

    /// <summary>Nobody's: a number that can't be called.</summary>
    private static Whereabouts MadeUp(int number) => new($"Người được mời {number} (thử)", $"Số {number}, đường Thử, phường Thử", string.Create(CultureInfo.InvariantCulture, $"0000 000 {number:000}"));

    private static T Must<T>(Result<T> result) => result.TryGet(out var value) ? value : throw new InvalidOperationException(result.Problems[0].ToString());
}
