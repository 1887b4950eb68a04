// Text of catalogue cells: broken lines put together, and what a cell or a row of one cell says beside
// its content.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::catalog {

// Lines that the width of a printed cell broke are joined: between Chinese characters, digits and
// punctuation with nothing, between Latin words with a blank. A break before 1. ① ● · ■ stays.
std::string JoinLines(std::string_view text);

// As JoinLines, for 公开内容: also a break behind a line that ends like an element of its own (…文件,
// …材料, …条件) stays, unless all lines are equally full, as a wrapped sentence is.
std::string JoinContentLines(std::string_view text);

// As JoinLines, for 公开主体: a break between two bodies stays.
std::string JoinBodyLines(std::string_view text);

// As JoinLines, for names: blanks between Chinese characters go too (行政 许可 = 行政许可).
std::string JoinName(std::string_view text);

bool IsSameAsAbove(std::string_view text);         // the whole cell is 同上 (or 〃)
bool ContainsSameAsAbove(std::string_view text);   // 同上 within other text
bool IsDash(std::string_view text);                // — ─ - / : printed for "none"

// Why the text cannot be a catalogue's: advertising that replaced words, or characters lost in
// conversion. "" if it can. Chinese.
std::string CorruptionOf(std::string_view text);

// A line that is a catalogue's title: …领域基层政务公开标准目录, （三）义务教育领域.
bool IsTitle(std::string_view line);
// What a title says beside place, year and the words that all titles have; "" for 某县基层政务公开标准目录.
std::string SubjectOfTitle(std::string_view title);

// Page furniture and notes around a table: 主办单位, 网站标识码, 打印 关闭, 注：….
bool IsFooter(std::string_view line);
// 标准目录要素说明 and its like: all one-cell rows behind it are notes.
bool BeginsNotes(std::string_view line);

}  // namespace disclosure::catalog
