using System.Globalization;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Bench;

/// <summary>A survey of thirty questions about 25 units, open now.</summary>
internal static class BenchSurvey
{
    public const string Code = "bench";
    public const int Questions = 30;
    public const int Units = 25;

    private const int Factors = 5;
    private const int AtOnce = 500;

    /// <summary>The file of its declaration.</summary>
    /// <param name="access">Who may answer, as declarations say it.</param>
    public static string Write(string folder, string access)
    {
        var form = Directory.CreateDirectory(Path.Combine(folder, "form")).FullName;
        File.WriteAllText(Path.Combine(form, "settings.csv"), "form_id,version,form_title\nbench,1,Phiếu khảo sát\n");
        File.WriteAllText(Path.Combine(form, "choices.csv"), "list_name,name,label\n" + string.Concat(Enumerable.Range(1, 5).Select(number => $"scale,{number},Mức hài lòng {number}\n")));
        var rows = new StringBuilder("type,name,label,required,factor\n");
        for (var number = 1; number <= Questions; number++)
            rows.Append(CultureInfo.InvariantCulture, $"select_one scale,q{number},Ông/Bà hài lòng đến đâu về điều thứ {number} khi làm thủ tục tại cơ quan này?,yes,f{1 + (number % Factors)}\n");
        File.WriteAllText(Path.Combine(form, "survey.csv"), rows.ToString());
        File.WriteAllText(Path.Combine(form, "factors.csv"), "code,parent,weight,label\n" + string.Concat(Enumerable.Range(1, Factors).Select(number => $"f{number},,1,Yếu tố {number}\n")));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var units = string.Join(',', Enumerable.Range(0, Units).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"code":"u{{number}}","name":"Cơ quan {{number}}" }""")));
        var path = Path.Combine(folder, "survey.json");
        File.WriteAllText(path, $$"""
            {"code":"{{Code}}","questionnaire":"form","asker":{"vi":"Sở Nội vụ"},"decision":"Quyết định 1","purpose":{"vi":"Đo tốc độ"},"minutes":8,"telephone":"0000",
             "consent":{"version":"1","text":{"vi":"Đồng ý"} },"opens":"{{today.AddDays(-2):yyyy-MM-dd}}","closes":"{{today.AddDays(9):yyyy-MM-dd}}","keepUntil":"{{today.AddDays(900):yyyy-MM-dd}}","display":"page","access":"{{access}}","units":[{{units}}]}
            """);
        return path;
    }

    /// <summary>Opens it on an empty database and hands in so many forms.</summary>
    /// <param name="given">What a form answers to a question, from 0 to 4.</param>
    public static async Task<LiveSurvey> FillAsync(Installation installation, string folder, int answers, Func<int, int, int> given)
    {
        await installation.Database.MigrateAsync(CancellationToken.None);
        if (!DeclarationFile.Read(Write(folder, "anybody")).TryGet(out var declared) || !(await installation.Surveys.OpenAsync(declared, Change.OnThisMachine(TimeProvider.System, "bench"), CancellationToken.None)).TryGet(out var survey))
            throw new InvalidOperationException("The survey made for the benchmark can't be opened.");
        await Parallel.ForAsync(0, answers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancel) =>
        {
            var values = Enumerable.Range(1, Questions).ToDictionary(question => string.Create(CultureInfo.InvariantCulture, $"q{question}"), question => (1 + given(number, question)).ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
            var unit = string.Create(CultureInfo.InvariantCulture, $"u{number % Units}");
            var taken = await installation.Intake.TakeAsync(survey, LinkKey.New(), unit, new(survey.Form, values, survey.Declaration.Opens), AnswerMode.Open, survey.Form.DefaultLanguage, cancel);
            if (!taken.TryGet(out _))
                throw new InvalidOperationException(taken.Problems[0].What.En);
        });
        return survey;
    }
}
