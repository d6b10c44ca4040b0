using System.Globalization;
using System.Text;

namespace ChiSo.Bench;

/// <summary>A survey of thirty questions about 25 units, open now.</summary>
internal static class BenchSurvey
{
    public const string Code = "bench";
    public const int Questions = 30;
    public const int Units = 25;

    /// <summary>The file of its declaration.</summary>
    /// <param name="access">Who may answer, as declarations say it.</param>
    public static string Write(string folder, string access)
    {
        var form = Directory.CreateDirectory(Path.Combine(folder, "form")).FullName;
        File.WriteAllText(Path.Combine(form, "settings.csv"), "form_id,version,form_title\nbench,1,Phiếu khảo sát\n");
        File.WriteAllText(Path.Combine(form, "choices.csv"), "list_name,name,label\n" + string.Concat(Enumerable.Range(1, 5).Select(number => $"scale,{number},Mức hài lòng {number}\n")));
        var rows = new StringBuilder("type,name,label,required\n");
        for (var number = 1; number <= Questions; number++)
            rows.Append(CultureInfo.InvariantCulture, $"select_one scale,q{number},Ông/Bà hài lòng đến đâu về điều thứ {number} khi làm thủ tục tại cơ quan này?,yes\n");
        File.WriteAllText(Path.Combine(form, "survey.csv"), rows.ToString());
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var units = string.Join(',', Enumerable.Range(0, Units).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"code":"u{{number}}","name":"Cơ quan {{number}}" }""")));
        var path = Path.Combine(folder, "survey.json");
        File.WriteAllText(path, $$"""
            {"code":"{{Code}}","questionnaire":"form","asker":{"vi":"Sở Nội vụ"},"decision":"Quyết định 1","purpose":{"vi":"Đo tốc độ"},"minutes":8,"telephone":"0000",
             "consent":{"version":"1","text":{"vi":"Đồng ý"} },"opens":"{{today.AddDays(-2):yyyy-MM-dd}}","closes":"{{today.AddDays(9):yyyy-MM-dd}}","keepUntil":"{{today.AddDays(900):yyyy-MM-dd}}","display":"page","access":"{{access}}","units":[{{units}}]}
            """);
        return path;
    }
}
